"""Points (积分): what people's points sheets say, checked before they decide anything."""
