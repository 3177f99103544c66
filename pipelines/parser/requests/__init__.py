"""Applications (依申请公开): how many, how they came in, what became of them, fees."""
