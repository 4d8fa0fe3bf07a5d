// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_text.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace zvt::ui {

std::string settingsToText(const Settings& settings)
{
  QJsonObject values;
  for (const ParamSpec& spec : settings.schema().specs())
    if (!settings.isDefault(spec.key))
      values.insert(QString::fromStdString(spec.key), settings.text(spec.key));
  const QJsonObject whole{{QStringLiteral("format"), QStringLiteral("zvt-settings")}, {QStringLiteral("version"), 1},
      {QStringLiteral("values"), values}};
  return QJsonDocument(whole).toJson(QJsonDocument::Indented).toStdString();
}

Result<ReadSettings> settingsFromText(const ParamSchema& schema, std::string_view text)
{
  const QJsonObject whole =
      QJsonDocument::fromJson(QByteArray(text.data(), static_cast<qsizetype>(text.size()))).object();
  if (whole.value(u"format").toString() != u"zvt-settings" || whole.value(u"version").toInt() != 1)
    return fail("settings.bad_file");
  ReadSettings read;
  const QJsonObject values = whole.value(u"values").toObject();
  for (auto at = values.begin(); at != values.end(); ++at) {
    const std::string key = at.key().toStdString();
    auto value = schema.parse(key, at.value().toString().toStdString());
    if (value)
      value = schema.check(key, *value);
    if (value)
      read.values.emplace(key, *std::move(value));
    else
      read.skipped.push_back(key);
  }
  return read;
}

}
