// Amounts: what is accepted is printed in a form that means the same.
#include "api/quantity.hpp"
#include "fuzz.hpp"

FUZZ(quantity, "1", "1500m", "1.5Gi", "12e6", "-0.25Ki", "100u", "1E3", "9223372036854775807") {
  const auto read = sts::Quantity::parse(input);
  if (!read.ok()) return;
  const auto again = sts::Quantity::parse(read->text());
  REQUIRE_FUZZ(again.ok());
  if (input.size() < 18) REQUIRE_FUZZ(*again == *read);
  sts::Quantity sum = *read;
  sum.add(*again);
  sum.subtract(*again);
  sum.roundUpToMilli();
}
