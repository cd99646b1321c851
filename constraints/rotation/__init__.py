"""Rotation (交流轮岗): how many, who first, which way, by whose wish and how far."""
