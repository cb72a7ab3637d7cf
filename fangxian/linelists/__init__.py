"""Line lists in and out: cases and contacts from other systems' tables, and ours in the layouts they read."""
