"""Files in and out: Excel, PDF, plan JSON."""
