"""From stored rows to what `risks.calc` computes with."""
