// The file whose compilation makes the precompiled header (STS_PRECOMPILE).
