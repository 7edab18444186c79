"""What the user does with pointer and keyboard, one class a gesture; ``table`` says which press begins which."""
