"""How much a reader takes before it refuses: a day of speech fits many times over, an attack on memory does not."""

MAX_BYTES = 64 * 2**20
MAX_LINE_CHARS = 2_000_000
MAX_NUL_CHARS = 16
MAX_CUES = 200_000
MAX_WORDS = 2_000_000
MAX_SIDECAR_BYTES = 16 * 2**20
MAX_SECONDS = 1_000_000.0  # eleven days and a half; what lies beyond is a wrong unit or a damaged number
