"""What goes into a digest: chosen from the recaps for one channel and one moment, without posting anything."""
