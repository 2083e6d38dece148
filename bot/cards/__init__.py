"""Turn answers into cards: content without formatting, for any adapter to render."""
