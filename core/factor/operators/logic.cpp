// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operators/groups.h"

#include "core/factor/stepped_state.h"

namespace zvt::factor {

namespace {

template <std::size_t Inputs, typename Step>
OperatorInfo condition(std::string name, std::vector<std::string> inputs, Step step)
{
  OperatorInfo info;
  info.help = "factor.operator." + name;
  info.name = std::move(name);
  info.inputs = std::move(inputs);
  info.outputs = {"value"};
  info.isCondition = true;
  info.isPointwise = true;
  info.memory = [](std::span<const double>) { return Memory{}; };
  info.make = [step](std::span<const double>) { return makeStepped<Inputs, 1>(step); };
  return info;
}

template <typename Compare> OperatorInfo comparison(std::string name, Compare compare)
{
  return condition<2>(std::move(name), {"a", "b"}, [compare](const double* in, double* out) {
    *out = std::isnan(in[0]) || std::isnan(in[1]) ? kUndefined : (compare(in[0], in[1]) ? 1.0 : 0.0);
  });
}

bool fails(double x)
{
  return x == 0;
}
bool holds(double x)
{
  return !std::isnan(x) && x != 0;
}

}

std::vector<OperatorInfo> logicOperators()
{
  std::vector<OperatorInfo> all;
  all.push_back(comparison("LT", [](double a, double b) { return a < b; }));
  all.push_back(comparison("LE", [](double a, double b) { return a <= b; }));
  all.push_back(comparison("GT", [](double a, double b) { return a > b; }));
  all.push_back(comparison("GE", [](double a, double b) { return a >= b; }));
  all.push_back(comparison("EQ", [](double a, double b) { return a == b; }));
  all.push_back(comparison("NE", [](double a, double b) { return a != b; }));
  // Kleene's three-valued logic: one failing side settles AND, one holding side settles OR, whatever the other is.
  all.push_back(condition<2>("AND", {"a", "b"}, [](const double* in, double* out) {
    *out = fails(in[0]) || fails(in[1]) ? 0.0 : (holds(in[0]) && holds(in[1]) ? 1.0 : kUndefined);
  }));
  all.push_back(condition<2>("OR", {"a", "b"}, [](const double* in, double* out) {
    *out = holds(in[0]) || holds(in[1]) ? 1.0 : (fails(in[0]) && fails(in[1]) ? 0.0 : kUndefined);
  }));
  all.push_back(condition<1>("NOT", {"x"},
      [](const double* in, double* out) { *out = std::isnan(in[0]) ? kUndefined : (holds(in[0]) ? 0.0 : 1.0); }));
  auto choice = condition<3>("IF", {"condition", "then", "else"},
      [](const double* in, double* out) { *out = std::isnan(in[0]) ? kUndefined : (holds(in[0]) ? in[1] : in[2]); });
  choice.isCondition = false;
  all.push_back(std::move(choice));
  return all;
}

}
