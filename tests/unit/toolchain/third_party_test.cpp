// The third-party code is there and linked: the cheapest test that says so.
#include <catch2/catch.hpp>
#include <sstream>
#include <yaml-cpp/parser.h>
#include <yaml.h>

TEST_CASE("libyaml is linked and of the version whose sentences kubectl prints") {
  CHECK(std::string(yaml_get_version_string()) == "0.2.5");
}

TEST_CASE("yaml-cpp's event parser is linked and finds no document in nothing") {
  std::istringstream text("");
  YAML::Parser parser(text);
  CHECK_FALSE(static_cast<bool>(parser));
}
