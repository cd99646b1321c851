"""The ledger of targets (指标台账): computed, compared, and as JSON."""
