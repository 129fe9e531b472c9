"""How the shipped encoder was made: open data -> vocabulary -> weights -> model card."""
