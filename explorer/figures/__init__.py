"""Pictures of results, in plotly's terms: each with its title, caption and text alternative. Nothing is computed here."""
