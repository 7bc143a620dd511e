"""Training of the claims model, from labelled sentences to the files that ship. Needs the extra `train`.

DATA is a folder with `talks_train.jsonl`, `talks_dev.jsonl`, `ct24_train.tsv`, `ct24_dev.tsv` and, if at hand,
`talks_more.jsonl`: other talks, labelled by others than the annotator, whose rows have a `probability` that the
annotator would agree; the teacher of talks learns from these alone. TRANSCRIPTS are
folders of transcripts without labels; ABSTRACTS are JSON lines in gzip; ENCODER is a folder with an encoder's weights
and tokenizer; MODEL is `src/obelize/extraction/model`. In this order:

    python -m benchmarks.training.words DATA words.npz --transcripts TRANSCRIPTS --texts ABSTRACTS --encoder ENCODER
    python -m benchmarks.training.teacher DATA ENCODER talk.jsonl --transcripts TRANSCRIPTS
    python -m benchmarks.training.teacher DATA ENCODER debate.jsonl --debates
    python -m benchmarks.training.network DATA words.npz MODEL/weights.npz --readings talk.jsonl debate.jsonl \
        --held-out held_out.npz
    python -m benchmarks.training.phrases DATA MODEL/weights.npz --readings debate.jsonl --held-out held_out.npz
    python -m benchmarks.training.rules DATA held_out.npz
    python -m benchmarks.training.judgement DATA held_out.npz MODEL/weights.npz MODEL/judgement.json
    python -m benchmarks.training.joining MODEL/weights.npz MODEL/judgement.json \
        --members OTHER/weights.npz OTHER/judgement.json --members MODEL/weights.npz MODEL/judgement.json
    python -m benchmarks.training.judgement DATA held_out.npz MODEL/weights.npz MODEL/judgement.json --debates-only
    python -m benchmarks.training.kinds DATA MODEL/kinds.json
    python -m benchmarks.claims DATA

Without an encoder leave out the teachers, `--readings` and `--encoder`: everything is then learnt from labels alone.
Without `talks_more.jsonl` leave out the teacher of talks. Joining is for networks that were trained apart; one alone is
complete.
What was measured, and what of the shipped files is not the output of these commands, stands in `metrics.md` there.
"""
