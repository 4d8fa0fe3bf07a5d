// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <optional>
#include <set>
#include <string>

struct sqlite3;

namespace zvt::storage {

/// Decides what a statement of a user may do: read the tables that were named, call functions that neither change nor
/// reach anything outside. Everything that is not on a list is refused.
class SqlAuthorizer {
public:
  /// @param tables in lower case
  explicit SqlAuthorizer(std::set<std::string, std::less<>> tables);

  /// From here on the connection asks; this object outlives it.
  void attachTo(sqlite3* connection);
  /// Why the last statement was refused; empties it.
  [[nodiscard]] std::optional<Error> takeRefusal();

private:
  static int ask(
      void* self, int action, const char* first, const char* second, const char* database, const char* innermost);
  [[nodiscard]] std::optional<Error> judge(int action, const char* first, const char* second) const;

  std::set<std::string, std::less<>> m_tables;
  std::optional<Error> m_refusal;
};

}
