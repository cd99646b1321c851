"""支教团, 跟岗, 挂职, 结对, 实习置换: teams whole or not at all, counterparts 1:1, quotas."""
