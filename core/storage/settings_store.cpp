// SPDX-License-Identifier: Apache-2.0
#include "core/storage/settings_store.h"

#include "core/base/file_system.h"
#include "core/base/json.h"
#include "core/base/logging.h"
#include "core/storage/observer_list.h"

#include <nlohmann/json.hpp>

#include <mutex>

namespace zvt::storage {

namespace {

constexpr int kIndent = 2;

Json toJson(const ParamValue& value)
{
  return std::visit(
      [](const auto& held) -> Json {
        if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::monostate>)
          return nullptr;
        else
          return held;
      },
      value);
}

/// The value as a parameter could hold it; monostate for what none can.
ParamValue fromJson(const Json& json)
{
  if (json.is_boolean())
    return json.get<bool>();
  if (json.is_number_integer())
    return json.get<std::int64_t>();
  if (json.is_number())
    return json.get<double>();
  if (json.is_string())
    return json.get<std::string>();
  std::vector<std::string> list;
  for (const Json& item : json) {
    if (!json.is_array() || !item.is_string())
      return {};
    list.push_back(item.get<std::string>());
  }
  return json.is_array() ? ParamValue(list) : ParamValue();
}

Result<Json> readConfig(const std::filesystem::path& file, const FileSystem& fileSystem)
{
  if (!fileSystem.exists(file))
    return Json::object();
  ZVT_TRY(const std::string text, fileSystem.read(file));
  auto json = parseJson(text);
  if (json && json->is_object())
    return json;
  // JSON that is no object is wrong at its very start.
  const auto place = [&](std::string_view key) {
    return json ? std::string("1") : std::string(json.error().field(key));
  };
  Error error{"storage.bad_config", {{"line", place("line")}, {"column", place("column")}}, {}};
  return fail(std::move(error).with("file", file.string()));
}

}

struct SettingsStore::State {
  std::filesystem::path file;
  bool readOnly = false;
  ParamSchema schema;
  FileSystem& fileSystem;
  mutable std::mutex guard;
  Json config;
  ObserverList<std::string_view, const ParamValue&> observers;

  Result<void> save(Json changed)
  {
    if (readOnly)
      return fail("storage.read_only");
    ZVT_TRY_VOID(fileSystem.writeAtomically(file, changed.dump(kIndent) + "\n"));
    config = std::move(changed);
    return {};
  }
};

SettingsStore::SettingsStore(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

SettingsStore::~SettingsStore() = default;

Result<std::unique_ptr<SettingsStore>> SettingsStore::open(
    const std::filesystem::path& file, bool readOnly, ParamSchema schema, FileSystem& fileSystem, Logger& logger)
{
  ZVT_TRY(Json config, readConfig(file, fileSystem));
  for (const ParamSpec& spec : schema.specs()) {
    const auto stored = config.find(spec.key);
    if (stored != config.end() && !schema.check(spec.key, fromJson(*stored)))
      logger.write(LogLevel::Warning, "settings", spec.key + " in config.json does not fit; its default is used");
  }
  auto state =
      std::unique_ptr<State>(new State{file, readOnly, std::move(schema), fileSystem, {}, std::move(config), {}});
  return std::unique_ptr<SettingsStore>(new SettingsStore(std::move(state)));
}

const ParamSchema& SettingsStore::schema() const
{
  return m_state->schema;
}

Result<ParamValue> SettingsStore::value(std::string_view key) const
{
  const ParamSpec* spec = m_state->schema.find(key);
  if (!spec)
    return fail("param.unknown", {{"key", std::string(key)}});
  const std::lock_guard lock(m_state->guard);
  const auto stored = m_state->config.find(key);
  if (stored == m_state->config.end())
    return spec->defaultValue;
  auto checked = m_state->schema.check(key, fromJson(*stored));
  return checked ? std::move(checked) : Result<ParamValue>(spec->defaultValue);
}

bool SettingsStore::isStored(std::string_view key) const
{
  const std::lock_guard lock(m_state->guard);
  return m_state->config.contains(key);
}

Result<void> SettingsStore::set(std::string_view key, ParamValue value)
{
  return setAll({{std::string(key), std::move(value)}});
}

Result<void> SettingsStore::setAll(const std::vector<std::pair<std::string, ParamValue>>& values)
{
  std::vector<std::pair<std::string, ParamValue>> checked;
  for (const auto& [key, value] : values) {
    ZVT_TRY(ParamValue fitting, m_state->schema.check(key, value));
    if (m_state->schema.find(key)->type == ParamType::Secret)
      return fail("storage.secret_setting", {{"key", key}});
    checked.emplace_back(key, std::move(fitting));
  }
  {
    const std::lock_guard lock(m_state->guard);
    Json changed = m_state->config;
    for (const auto& [key, value] : checked)
      changed[key] = toJson(value);
    ZVT_TRY_VOID(m_state->save(std::move(changed)));
  }
  for (const auto& [key, value] : checked)
    m_state->observers.notify(key, value);
  return {};
}

Result<void> SettingsStore::reset(std::string_view key)
{
  const ParamSpec* spec = m_state->schema.find(key);
  if (!spec)
    return fail("param.unknown", {{"key", std::string(key)}});
  {
    const std::lock_guard lock(m_state->guard);
    Json changed = m_state->config;
    changed.erase(std::string(key));
    ZVT_TRY_VOID(m_state->save(std::move(changed)));
  }
  m_state->observers.notify(key, spec->defaultValue);
  return {};
}

std::shared_ptr<void> SettingsStore::observe(Observer observer)
{
  return m_state->observers.add(std::move(observer));
}

}
