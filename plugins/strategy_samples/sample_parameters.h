// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/plugin/api/host_services.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace zvt::samples {

/// What the samples may be told.
[[nodiscard]] inline ParamSpec numberParameter(
    std::string key, ParamType type, ParamValue value, double least, double most)
{
  ParamSpec spec;
  spec.key = std::move(key);
  spec.type = type;
  spec.defaultValue = std::move(value);
  spec.minimum = least;
  spec.maximum = most;
  return spec;
}

[[nodiscard]] inline ParamSpec entitiesParameter()
{
  ParamSpec spec;
  spec.key = "entities";
  spec.type = ParamType::EntityList;
  spec.defaultValue = std::vector<std::string>{"stock_*"};
  return spec;
}

[[nodiscard]] inline std::size_t countOf(const plugin::PluginOptions& values, std::string_view key)
{
  return static_cast<std::size_t>(std::get<std::int64_t>(values.value(key)));
}

}
