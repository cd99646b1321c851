"""Cover: no subject, stage or school is left without the lessons it needs."""
