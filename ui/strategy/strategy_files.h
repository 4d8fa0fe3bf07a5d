// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategy/strategy_document.h"

#include <QString>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace zvt {
class FileSystem;
}

namespace zvt::ui {

/// The strategy that a new panel opens: a moving-average cross over the sample market.
[[nodiscard]] strategy::StrategyDocument sampleStrategy();
/// The script that a new one begins as: the same idea in Lua.
[[nodiscard]] std::string sampleScript();
[[nodiscard]] bool isScriptFile(const QString& file); ///< *.lua
[[nodiscard]] bool isStrategyFile(const QString& file); ///< *.lua, *.zvtstrategy
/// Any thread; as UTF-8, whatever it was written in, with line ends of one kind: "\r\n" where there is one, else "\n".
/// Errors: file.*, watchlist.not_utf8, with context "file".
[[nodiscard]] Result<std::string> readScriptFile(const FileSystem& files, const std::filesystem::path& file);
/// Any thread. Writes a script, unless its file holds neither that nor what it was last known to hold (@p held): what
/// stands there then is the answer, and nothing is written. Errors: file.*, and those of readScriptFile().
[[nodiscard]] Result<std::optional<std::string>> writeScriptFile(FileSystem& files, const std::filesystem::path& file,
    const std::string& text, const std::optional<std::string>& held);
/// Any thread. Errors: file.*, json.*, strategy.*, all with context "file".
[[nodiscard]] Result<strategy::StrategyDocument> readStrategyFile(
    const FileSystem& files, const std::filesystem::path& file);

}
