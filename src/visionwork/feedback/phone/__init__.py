"""The phone form: people in the room answer on their own phones, over the network of the room."""
