"""People bound for a time: bound appointments, service in segments, tempering, researchers."""
