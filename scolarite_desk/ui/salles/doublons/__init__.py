"""The room of persons who look alike."""
