// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace zvt {

enum class ParamType { Bool, Int, Double, Decimal, String, Choice, Entity, EntityList, Date, File, Folder, Secret };
/// The name in schemas: "bool", "entity_list" …
[[nodiscard]] std::string_view toString(ParamType type);

/// A value of a parameter. Decimal, Choice, Entity, Date, File and Folder are text; EntityList is a list of text.
using ParamValue = std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<std::string>>;

struct ParamChoice {
  std::string value;
  std::string label; ///< message key
};

/// One parameter, described once: settings, factor and node parameters, plug-in options and forms are drawn from it.
struct ParamSpec {
  std::string key;
  ParamType type = ParamType::String;
  ParamValue defaultValue;
  std::string label; ///< message key
  std::string help; ///< message key, may be empty
  std::string group; ///< message key of the page or group it is shown in
  std::string unit; ///< message key or symbol, may be empty
  std::optional<double> minimum;
  std::optional<double> maximum;
  std::optional<double> step;
  std::vector<ParamChoice> choices;
  bool restartNeeded = false;
};

class ParamSchema {
public:
  ParamSchema() = default;
  explicit ParamSchema(std::vector<ParamSpec> specs)
      : m_specs(std::move(specs))
  {
  }
  /// Reads a JSON array of specs (format: core/base/README.md). Errors: schema.* with context "key".
  static Result<ParamSchema> fromJson(std::string_view json);

  [[nodiscard]] const std::vector<ParamSpec>& specs() const { return m_specs; }
  [[nodiscard]] const ParamSpec* find(std::string_view key) const;
  /// The value if it fits the spec (type, range, choice). Errors: param.unknown, param.type, param.range, param.choice.
  [[nodiscard]] Result<ParamValue> check(std::string_view key, const ParamValue& value) const;
  /// Reads what a person or a command line wrote. Errors as check().
  [[nodiscard]] Result<ParamValue> parse(std::string_view key, std::string_view text) const;

private:
  std::vector<ParamSpec> m_specs;
};

/// The text that parse() reads back.
[[nodiscard]] std::string toText(const ParamValue& value);

}
