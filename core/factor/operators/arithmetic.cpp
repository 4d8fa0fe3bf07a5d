// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operators/groups.h"

#include "core/factor/stepped_state.h"

namespace zvt::factor {

namespace {

template <std::size_t Inputs, typename Step>
OperatorInfo pointwise(std::string name, std::vector<std::string> inputs, Step step)
{
  OperatorInfo info;
  info.help = "factor.operator." + name;
  info.name = std::move(name);
  info.outputs = {"value"};
  info.isPointwise = true;
  info.memory = [](std::span<const double>) { return Memory{}; };
  info.make = [step](std::span<const double>) { return makeStepped<Inputs, 1>(step); };
  info.inputs = std::move(inputs);
  return info;
}

}

std::vector<OperatorInfo> arithmeticOperators()
{
  std::vector<OperatorInfo> all;
  all.push_back(pointwise<2>("ADD", {"a", "b"}, [](const double* in, double* out) { *out = in[0] + in[1]; }));
  all.push_back(pointwise<2>("SUB", {"a", "b"}, [](const double* in, double* out) { *out = in[0] - in[1]; }));
  all.push_back(pointwise<2>("MUL", {"a", "b"}, [](const double* in, double* out) { *out = in[0] * in[1]; }));
  // A quotient by zero has no value, and an infinity would pass every comparison further on.
  all.push_back(pointwise<2>(
      "DIV", {"a", "b"}, [](const double* in, double* out) { *out = in[1] == 0 ? kUndefined : in[0] / in[1]; }));
  all.push_back(pointwise<1>("NEG", {"x"}, [](const double* in, double* out) { *out = -in[0]; }));
  all.push_back(pointwise<1>("ABS", {"x"}, [](const double* in, double* out) { *out = std::fabs(in[0]); }));
  all.push_back(pointwise<2>("MAX", {"a", "b"}, [](const double* in, double* out) {
    *out = std::isnan(in[0]) || std::isnan(in[1]) ? kUndefined : (in[0] < in[1] ? in[1] : in[0]);
  }));
  all.push_back(pointwise<2>("MIN", {"a", "b"}, [](const double* in, double* out) {
    *out = std::isnan(in[0]) || std::isnan(in[1]) ? kUndefined : (in[1] < in[0] ? in[1] : in[0]);
  }));
  return all;
}

}
