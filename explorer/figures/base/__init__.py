"""What every picture is made of: colours, titles, labels, and what a trace asks the browser to play."""
