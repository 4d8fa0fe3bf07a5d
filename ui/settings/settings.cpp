// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings.h"

#include "core/storage/settings_store.h"
#include "settings_resources.h"

#include <utility>

namespace zvt::ui {

SettingsBackend storeBackend(storage::SettingsStore& store)
{
  SettingsBackend backend;
  backend.load = [&store]() -> Result<SettingValues> {
    SettingValues values;
    for (const ParamSpec& spec : store.schema().specs()) {
      if (!store.isStored(spec.key))
        continue;
      ZVT_TRY(ParamValue value, store.value(spec.key));
      values.emplace(spec.key, std::move(value));
    }
    return values;
  };
  backend.save = [&store](const SettingValues& values) -> Result<void> {
    ZVT_TRY_VOID(store.setAll({values.begin(), values.end()}));
    for (const ParamSpec& spec : store.schema().specs())
      if (store.isStored(spec.key) && !values.contains(spec.key))
        ZVT_TRY_VOID(store.reset(spec.key));
    return {};
  };
  return backend;
}

Settings::Settings(ParamSchema schema, SettingsBackend backend, QObject* parent)
    : QObject(parent)
    , m_schema(std::move(schema))
    , m_backend(std::move(backend))
{
  if (m_backend.load)
    if (auto loaded = m_backend.load())
      m_values = *std::move(loaded);
}

Result<ParamSchema> Settings::loadSchema()
{
  return ParamSchema::fromJson(resources::settings().front().content);
}

ParamValue Settings::value(std::string_view key) const
{
  if (const auto found = m_values.find(key); found != m_values.end())
    return found->second;
  const ParamSpec* spec = m_schema.find(key);
  return spec ? spec->defaultValue : ParamValue();
}

QString Settings::text(std::string_view key) const
{
  return QString::fromStdString(toText(value(key)));
}

bool Settings::flag(std::string_view key) const
{
  return value(key) == ParamValue(true);
}

int Settings::integer(std::string_view key) const
{
  const ParamValue held = value(key);
  const auto* number = std::get_if<std::int64_t>(&held);
  return number ? static_cast<int>(*number) : 0;
}

double Settings::number(std::string_view key) const
{
  return text(key).toDouble();
}

bool Settings::isDefault(std::string_view key) const
{
  return m_values.find(key) == m_values.end();
}

Result<void> Settings::preview(std::string_view key, const ParamValue& wanted)
{
  ZVT_TRY(ParamValue checked, m_schema.check(key, wanted));
  if (checked == value(key))
    return {};
  if (checked == m_schema.find(key)->defaultValue)
    m_values.erase(m_values.find(key));
  else
    m_values.insert_or_assign(std::string(key), std::move(checked));
  Q_EMIT changed(QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size())));
  return {};
}

Result<void> Settings::set(std::string_view key, const ParamValue& wanted)
{
  ZVT_TRY_VOID(preview(key, wanted));
  return save();
}

Result<void> Settings::save()
{
  return m_backend.save ? m_backend.save(m_values) : Result<void>();
}

Result<void> Settings::reset(std::string_view key)
{
  const ParamSpec* spec = m_schema.find(key);
  if (!spec)
    return fail("param.unknown", {{"key", std::string(key)}});
  if (isDefault(key))
    return {};
  m_values.erase(m_values.find(key));
  Q_EMIT changed(QString::fromStdString(spec->key));
  return save();
}

}
