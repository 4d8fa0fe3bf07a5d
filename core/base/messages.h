// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace zvt {

/// The sentences of one language, from resources/messages/<language>.json (embedded): key → text with {placeholders}.
/// Immutable and safe to share between threads.
class Messages {
public:
  /// @param language "en" or "zh_CN"; anything else gives English.
  static std::shared_ptr<const Messages> load(std::string_view language);
  static Result<Messages> fromJson(std::string_view json);
  [[nodiscard]] static std::vector<std::string> languages();

  /// The text for @p key with its placeholders filled; the key itself when there is no such text.
  [[nodiscard]] std::string text(std::string_view key, const std::vector<Error::Field>& arguments = {}) const;
  [[nodiscard]] bool contains(std::string_view key) const;
  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& all() const { return m_texts; }

  /// "<what happened>: <where> — <what to do>": the sentence of the code, the context, and the code's ".remedy"
  /// sentence.
  [[nodiscard]] std::string describe(const Error& error) const;

private:
  std::map<std::string, std::string, std::less<>> m_texts;
};

}
