// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/decode_text.h"

#include <QStringDecoder>

namespace zvt::ui {

Result<std::string> decodeText(const QByteArray& bytes)
{
  if (const auto mark = QStringConverter::encodingForData(bytes); mark && *mark != QStringConverter::Utf8) {
    QStringDecoder decoder(*mark);
    const QString text = decoder(bytes);
    if (!decoder.hasError())
      return text.toStdString();
  }
  QStringDecoder utf8(QStringConverter::Utf8, QStringConverter::Flag::Stateless);
  const QString plain = utf8(bytes);
  if (!utf8.hasError())
    return plain.toStdString();
  QStringDecoder chinese("GB18030", QStringConverter::Flag::Stateless);
  if (chinese.isValid()) {
    const QString text = chinese(bytes);
    if (!chinese.hasError() && !text.contains(QChar::ReplacementCharacter))
      return text.toStdString();
  }
  return fail("watchlist.not_utf8", {{"offset", "0"}});
}

}
