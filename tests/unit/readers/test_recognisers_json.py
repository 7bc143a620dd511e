"""The JSON of speech recognisers and players, and the same words out of each."""

import json
from typing import Any

import pytest

from obelize.domain.document import Document
from obelize.domain.timing import time_at
from tests.unit.readers.conftest import Read

WORDS = [("Prices", 1.0, 1.4), ("fell", 1.5, 1.8), ("by", 1.9, 2.0), ("90", 2.1, 2.6), ("percent.", 2.7, 3.2)]
AGAIN = [("Who", 4.0, 4.2), ("knows?", 4.3, 4.8)]


def rows(words: list[tuple[str, float, float]], key: str, scale: float = 1, **more: Any) -> list[dict[str, Any]]:
    return [{key: text, "start": round(a * scale, 3), "end": round(b * scale, 3), **more} for text, a, b in words]


def text(words: list[tuple[str, float, float]]) -> str:
    return " ".join(word for word, _, _ in words)


WHISPER = {
    "language": "en",
    "segments": [
        {"start": 1.0, "end": 3.2, "text": " " + text(WORDS), "avg_logprob": -0.1, "words": rows(WORDS, "word")},
        {"start": 4.0, "end": 4.8, "text": " " + text(AGAIN), "words": rows(AGAIN, "word")},
    ],
}
WHISPERX = {
    "segments": [
        {
            "start": 1.0,
            "end": 3.2,
            "text": text(WORDS),
            "words": [
                row if row["word"] != "90" else {"word": "90"} for row in rows(WORDS, "word", speaker="SPEAKER_00")
            ],
        },
        {"start": 4.0, "end": 4.8, "text": text(AGAIN), "words": rows(AGAIN, "word", speaker="SPEAKER_01")},
    ]
}
WHISPER_CPP = {
    "result": {"language": "en"},
    "transcription": [
        {
            "timestamps": {"from": "00:00:01,000", "to": "00:00:03,200"},
            "offsets": {"from": 1000, "to": 3200},
            "text": " Prices fell by 90 percent.",
            "tokens": [
                {"text": "[_BEG_]", "offsets": {"from": 0, "to": 0}},
                *(
                    {"text": piece, "offsets": {"from": a, "to": b}, "p": 0.9}
                    for piece, a, b in [
                        (" Pri", 1000, 1200), ("ces", 1200, 1400), (" fell", 1500, 1800), (" by", 1900, 2000),
                        (" 90", 2100, 2600), (" percent", 2700, 3100), (".", 3100, 3200),
                    ]
                ),
            ],
        },
        {"offsets": {"from": 4000, "to": 4800}, "text": " Who knows?"},
    ],
}  # fmt: skip
DEEPGRAM_UTTERANCES = {
    "metadata": {"duration": 5.0},
    "results": {
        "utterances": [
            {
                "start": 1.0,
                "end": 3.2,
                "transcript": text(WORDS),
                "speaker": 0,
                "words": rows(WORDS, "punctuated_word"),
            },
            {
                "start": 4.0,
                "end": 4.8,
                "transcript": text(AGAIN),
                "speaker": 1,
                "words": rows(AGAIN, "punctuated_word"),
            },
        ]
    },
}
DEEPGRAM_WORDS = {
    "results": {
        "channels": [
            {
                "alternatives": [
                    {
                        "transcript": text(WORDS),
                        "words": [
                            *rows(WORDS, "punctuated_word", speaker=0),
                            *rows(AGAIN, "punctuated_word", speaker=1),
                        ],
                    }
                ]
            }
        ]
    }
}
ASSEMBLYAI = {
    "audio_duration": 5,
    "text": "",
    "utterances": [
        {"start": 1000, "end": 3200, "speaker": "A", "text": text(WORDS), "words": rows(WORDS, "text", 1000)},
        {"start": 4000, "end": 4800, "speaker": "B", "text": text(AGAIN), "words": rows(AGAIN, "text", 1000)},
    ],
}
ASSEMBLYAI_WORDS = {
    "audio_duration": 5,
    "text": "",
    "utterances": None,
    "words": [*rows(WORDS, "text", 1000), *rows(AGAIN, "text", 1000)],
}
REV = {
    "speakers": [{"id": 1, "name": "Mara"}],
    "monologues": [
        {
            "speaker": 1,
            "elements": [
                *(
                    element
                    for word, a, b in [*WORDS, *AGAIN]
                    for element in (
                        {"type": "text", "value": word.rstrip(".?"), "ts": a, "end_ts": b, "confidence": 0.9},
                        {"type": "punct", "value": (word[len(word.rstrip(".?")) :]) + " "},
                    )
                )
            ],
        }
    ],
}
PODCAST = {
    "version": "1.0.0",
    "segments": [
        {"speaker": "Mara" if index == 0 else None, "startTime": a, "endTime": b, "body": word}
        for index, (word, a, b) in enumerate([*WORDS, *AGAIN])
    ],
}
JSON3 = {
    "events": [
        {"tStartMs": 0, "dDurationMs": 9000, "id": 1, "wpWinPosId": 1},
        {
            "tStartMs": 1000,
            "dDurationMs": 9000,
            "segs": [
                {"utf8": ("" if index == 0 else " ") + word, "tOffsetMs": round(a * 1000) - 1000, "acAsrConf": 230}
                for index, (word, a, _) in enumerate(WORDS)
            ],
        },
        {"tStartMs": 3900, "aAppend": 1, "segs": [{"utf8": "\n"}]},
        {"tStartMs": 4000, "dDurationMs": 800, "segs": [{"utf8": "Who"}, {"utf8": " knows?", "tOffsetMs": 300}]},
    ]
}
BARE = [*([w, a, b] for w, a, b in WORDS), *([w, a, b] for w, a, b in AGAIN)]
SNIPPETS = [
    {"text": "Prices fell by\n90 percent.", "start": 1.0, "duration": 5.0},
    {"text": "Who knows?", "start": 4.0, "duration": 0.8},
]


@pytest.mark.parametrize(
    ("format_name", "data"),
    [
        ("whisper", WHISPER),
        ("whisper", WHISPERX),
        ("whisper", {"text": "", "words": [*rows(WORDS, "word"), *rows(AGAIN, "word")]}),
        ("whisper.cpp", WHISPER_CPP),
        ("deepgram", DEEPGRAM_UTTERANCES),
        ("deepgram", DEEPGRAM_WORDS),
        ("assemblyai", ASSEMBLYAI),
        ("assemblyai", ASSEMBLYAI_WORDS),
        ("rev", REV),
        ("podcast-json", PODCAST),
        ("youtube-json3", JSON3),
        ("timed-rows", BARE),
        ("youtube-transcript-api", SNIPPETS),
        ("youtube-transcript-api", {"video_id": "a", "is_generated": True, "snippets": SNIPPETS}),
    ],
)
def test_words_times_and_sentences(read: Read, format_name: str, data: Any) -> None:
    document = read(json.dumps(data), "talk.json")
    assert document.format == format_name
    assert document.text.split() == [word for word, _, _ in [*WORDS, *AGAIN]]
    assert [s.text for s in document.segments] == [text(WORDS), text(AGAIN)]
    assert time_at(document, 0) == 1.0
    assert time_at(document, document.segments[1].start_char) == 4.0
    if format_name != "youtube-transcript-api":
        assert near(document, "90", 2.1, 0.5)


def near(document: Document, word: str, moment: float, off: float) -> bool:
    found = time_at(document, document.text.index(word))
    return found is not None and abs(found - moment) <= off


def test_words_without_a_time_are_remarked_on(read: Read) -> None:
    document = read(json.dumps(WHISPERX), "talk.json")
    assert [f.code for f in document.findings] == ["TRN010"]
    assert [s.speaker for s in document.segments] == ["SPEAKER_00", "SPEAKER_01"]


def test_speakers(read: Read) -> None:
    def speakers(data: Any) -> list[str | None]:
        return [segment.speaker for segment in read(json.dumps(data), "talk.json").segments]

    assert speakers(DEEPGRAM_WORDS) == ["Speaker 0", "Speaker 1"]
    assert speakers(ASSEMBLYAI) == ["Speaker A", "Speaker B"]
    assert speakers(REV) == ["Mara", "Mara"]
    assert speakers(PODCAST) == ["Mara", "Mara"]


def test_an_answer_that_is_only_text_has_no_times(read: Read) -> None:
    document = read('{"text": "Prices fell. Who knows?"}', "talk.json")
    assert [(s.text, s.start) for s in document.segments] == [("Prices fell. Who knows?", None)]


def test_an_unsure_recogniser_is_remarked_on(read: Read) -> None:
    data = {"segments": [{"start": 0, "end": 1, "text": "Thanks.", "avg_logprob": -1.4, "no_speech_prob": 0.9}]}
    assert [f.code for f in read(json.dumps(data), "talk.json").findings] == ["TRN014"]


def test_lone_surrogates_never_get_into_a_document(read: Read) -> None:
    document = read('[{"text": "a \\ud800 b", "start": 0, "duration": 1}]', "talk.json")
    assert document.text == "a \ufffd b"
