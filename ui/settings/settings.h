// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/param_schema.h"

#include <QObject>
#include <QString>

#include <functional>
#include <map>

namespace zvt::storage {
class SettingsStore;
}

namespace zvt::ui {

using SettingValues = std::map<std::string, ParamValue, std::less<>>;

/// Where settings are kept.
struct SettingsBackend {
  std::function<Result<SettingValues>()> load;
  std::function<Result<void>(const SettingValues&)> save;
};

/// config.json of the profile. The store must outlive the settings.
[[nodiscard]] SettingsBackend storeBackend(storage::SettingsStore& store);

/// The user's choices, described by one schema (resources/settings/settings.json). Only values that differ from their
/// defaults are kept. GUI thread.
class Settings : public QObject {
  Q_OBJECT

public:
  Settings(ParamSchema schema, SettingsBackend backend, QObject* parent = nullptr);
  /// The program's own schema.
  static Result<ParamSchema> loadSchema();

  [[nodiscard]] const ParamSchema& schema() const { return m_schema; }
  /// The value in force: what the user set, else the default. A key that is not in the schema gives monostate.
  [[nodiscard]] ParamValue value(std::string_view key) const;
  [[nodiscard]] QString text(std::string_view key) const;
  [[nodiscard]] bool flag(std::string_view key) const;
  [[nodiscard]] int integer(std::string_view key) const;
  [[nodiscard]] double number(std::string_view key) const;
  [[nodiscard]] bool isDefault(std::string_view key) const;

  /// Checks, takes and announces the value, and saves all. Errors: those of ParamSchema::check and of the backend; an
  /// unsaved value stays in force until the program ends.
  Result<void> set(std::string_view key, const ParamValue& value);
  /// Takes and announces the value without saving: what a form shows live before "OK".
  Result<void> preview(std::string_view key, const ParamValue& value);
  Result<void> save();
  Result<void> reset(std::string_view key);

Q_SIGNALS:
  void changed(const QString& key);

private:
  ParamSchema m_schema;
  SettingsBackend m_backend;
  SettingValues m_values;
};

}
