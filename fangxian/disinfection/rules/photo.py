"""A photo without what a camera writes beside it: where, when and with what it was taken."""

START, SCAN, APPLICATION_1, LAST_APPLICATION, COMMENT = 0xD8, 0xDA, 0xE1, 0xEF, 0xFE


def bare_jpeg(photo: bytes) -> bytes | None:
    """The same picture without EXIF, positions, previews and comments; None for what is no JPEG.

    A JPEG is segments of marker and length up to the scan (ITU-T T.81, annex B); what the scan holds is the picture.
    """
    if photo[:2] != bytes((0xFF, START)):
        return None
    kept, at = bytearray(photo[:2]), 2
    while at + 4 <= len(photo) and photo[at] == 0xFF:
        marker = photo[at + 1]
        if marker == SCAN:
            return bytes(kept + photo[at:])
        end = at + 2 + int.from_bytes(photo[at + 2 : at + 4])
        if not (APPLICATION_1 <= marker <= LAST_APPLICATION or marker == COMMENT):
            kept += photo[at:end]
        at = end
    return None
