"""What a person takes home: the strength in other libraries' words, and scripts that refit an experiment."""
