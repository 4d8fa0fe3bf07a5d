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
  using Names = std::set<std::string, std::less<>>; ///< in lower case

  /// @param tables that may be read; @param hidden the other tables of the database
  SqlAuthorizer(Names tables, Names hidden);

  /// From here on the connection asks; this object outlives it.
  void attachTo(sqlite3* connection);
  /// While a virtual table says what columns it has, SQLite asks for the schema change that this would be if it were
  /// carried out.
  void setDeclaring(bool declaring) { m_isDeclaring = declaring; }
  /// Why the last statement was refused; empties it.
  [[nodiscard]] std::optional<Error> takeRefusal();

private:
  static int ask(
      void* self, int action, const char* first, const char* second, const char* database, const char* innermost);
  [[nodiscard]] bool isWithClause(const char* table, const char* column) const;
  [[nodiscard]] std::optional<Error> judge(int action, const char* first, const char* second) const;

  Names m_tables;
  Names m_hidden;
  std::optional<Error> m_refusal;
  bool m_isDeclaring = false;
};

}
