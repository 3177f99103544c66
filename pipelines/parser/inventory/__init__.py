"""The ministry's list of fifty items (清单事项公开情况表), in whatever table or text it comes."""
