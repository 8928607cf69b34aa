// The main function of the unit tests; Catch2's own, compiled once.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
