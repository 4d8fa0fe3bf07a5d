// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/services.h"

#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}

namespace zvt::cli {

/// --entity and --entities: the same option, repeated or separated by commas.
CLI::Option* addEntityOption(CLI::App& command, std::vector<std::string>& patterns);

/// Ids that the patterns name: ids, codes (600000.SH), globs (stock_sz_*) and @FILE with one of these a line; in the
/// order given, each once. Errors: entity.not_stored, entity.unknown_code, cli.no_such_list.
[[nodiscard]] Result<std::vector<std::string>> selectEntities(
    app::Services& services, const std::vector<std::string>& patterns);

}
