"""The Fusion style with flat controls in the colours of the theme, painted without a style sheet."""
