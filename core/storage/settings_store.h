// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/param_schema.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zvt {
class FileSystem;
class Logger;
}

namespace zvt::storage {

/// config.json: a JSON object of settings, each checked by a ParamSchema. Keys that the schema does not know (of a
/// newer version, of a plug-in) are kept as they are. A stored value that does not fit is logged, kept in the file and
/// read as the default. Any thread.
class SettingsStore {
public:
  using Observer = std::function<void(std::string_view key, const ParamValue& value)>;

  /// Errors: storage.bad_config with context "file" when the file is no JSON object.
  static Result<std::unique_ptr<SettingsStore>> open(
      const std::filesystem::path& file, bool readOnly, ParamSchema schema, FileSystem& fileSystem, Logger& logger);
  ~SettingsStore();
  SettingsStore(const SettingsStore&) = delete;
  SettingsStore& operator=(const SettingsStore&) = delete;

  [[nodiscard]] const ParamSchema& schema() const;
  /// The stored value, else the default. Errors: param.unknown.
  [[nodiscard]] Result<ParamValue> value(std::string_view key) const;
  [[nodiscard]] bool isStored(std::string_view key) const;
  /// Checks, then replaces the file as a whole; nothing changes when any value is refused.
  /// Errors: param.*, storage.read_only, storage.secret_setting (secrets belong to the vault), file.*.
  Result<void> set(std::string_view key, ParamValue value);
  Result<void> setAll(const std::vector<std::pair<std::string, ParamValue>>& values);
  /// Back to the default. Errors as set().
  Result<void> reset(std::string_view key);
  /// Called after each change, on the thread that made it, until the returned handle goes.
  [[nodiscard]] std::shared_ptr<void> observe(Observer observer);

private:
  struct State;
  explicit SettingsStore(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

}
