// SPDX-License-Identifier: Apache-2.0
#include "core/factor/alternative/lexicon.h"

#include "core/base/embedded_resource.h"
#include "core/base/file_system.h"
#include "core/base/text.h"
#include "sentiment_resources.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace zvt::factor {

/// Reads the text line by line.
class LexiconReader {
public:
  Result<void> line(std::string_view text)
  {
    ++m_line;
    if (findInvalidUtf8(text))
      return here(fail("lexicon.not_utf8"));
    if (text.ends_with('\r'))
      text.remove_suffix(1);
    if (trim(text).empty() || text == "#" || text.starts_with("# "))
      return {};
    if (text.starts_with('[') && text.ends_with(']') && text.find('\t') == std::string_view::npos)
      return section(text);
    return entry(text);
  }
  Result<Lexicon> finish()
  {
    if (m_lexicon.m_words.empty())
      return fail("lexicon.no_words");
    return std::move(m_lexicon);
  }

private:
  enum class Section { Words, Negations, Degrees, Phrases };

  /// The same error with its line.
  [[nodiscard]] std::unexpected<Error> here(std::unexpected<Error> error) const
  {
    return fail(std::move(error).error().with("line", std::to_string(m_line)));
  }
  Result<void> section(std::string_view text)
  {
    constexpr std::array<std::string_view, 4> kNames{"[words]", "[negations]", "[degrees]", "[phrases]"};
    const auto found = std::ranges::find(kNames, text);
    if (found == kNames.end())
      return here(fail("lexicon.unknown_section", {{"text", std::string(trim(text))}}));
    m_section = static_cast<Section>(found - kNames.begin());
    return {};
  }
  Result<void> entry(std::string_view text)
  {
    const std::size_t tab = text.find('\t');
    const std::string word(trim(text.substr(0, tab)));
    if (m_section == Section::Negations) {
      keepLength(word);
      m_lexicon.m_negations.insert(word);
      return {};
    }
    if (tab == std::string_view::npos || word.empty())
      return here(fail("lexicon.no_number", {{"text", std::string(trim(text))}}));
    const auto weight = parseDouble(trim(text.substr(tab + 1)));
    if (!weight)
      return here(fail("lexicon.bad_number", {{"text", std::string(trim(text))}}));
    if (std::abs(*weight) > (m_section == Section::Degrees ? 1 : 4))
      return here(fail("lexicon.out_of_range", {{"text", std::string(trim(text))}}));
    if (m_section != Section::Phrases)
      keepLength(word);
    auto& weights = m_section == Section::Words ? m_lexicon.m_words
        : m_section == Section::Degrees         ? m_lexicon.m_degrees
                                                : m_lexicon.m_phrases;
    weights[word] = *weight;
    return {};
  }
  void keepLength(const std::string& word) { m_lexicon.m_longest = std::max(m_lexicon.m_longest, word.size()); }

  Lexicon m_lexicon;
  Section m_section = Section::Words;
  std::size_t m_line = 0;
};

std::string_view toString(Language language)
{
  return language == Language::English ? "english" : "chinese";
}

Result<Lexicon> Lexicon::parse(std::string_view text)
{
  if (text.starts_with("\xEF\xBB\xBF"))
    text.remove_prefix(3);
  LexiconReader reader;
  for (const std::string_view line : split(text, '\n'))
    ZVT_TRY_VOID(reader.line(line));
  return reader.finish();
}

std::string_view Lexicon::builtInText(Language language)
{
  const std::string wanted = std::string(toString(language)) + ".txt";
  for (const EmbeddedResource& file : resources::sentiment())
    if (file.path == wanted)
      return file.content;
  return {};
}

const Lexicon& Lexicon::builtIn(Language language)
{
  // The program's own files are read by a test; an unreadable one would be empty.
  static const Lexicon english = parse(builtInText(Language::English)).value_or(Lexicon{});
  static const Lexicon chinese = parse(builtInText(Language::Chinese)).value_or(Lexicon{});
  return language == Language::English ? english : chinese;
}

std::filesystem::path lexiconFile(const std::filesystem::path& profile, Language language)
{
  return profile / "sentiment" / (std::string(toString(language)) + ".txt");
}

namespace {

Result<Lexicon> ownOrBuiltIn(const FileSystem& files, const std::filesystem::path& profile, Language language)
{
  const std::filesystem::path file = lexiconFile(profile, language);
  if (!files.exists(file))
    return Lexicon::builtIn(language);
  ZVT_TRY(const std::string text, files.read(file));
  auto lexicon = Lexicon::parse(text);
  if (!lexicon)
    return fail(std::move(lexicon).error().with("file", file.string()));
  return lexicon;
}

}

Result<Lexicons> Lexicons::load(const FileSystem& files, const std::filesystem::path& profile)
{
  Lexicons lexicons;
  ZVT_TRY(lexicons.english, ownOrBuiltIn(files, profile, Language::English));
  ZVT_TRY(lexicons.chinese, ownOrBuiltIn(files, profile, Language::Chinese));
  return lexicons;
}

Lexicons Lexicons::builtIn()
{
  return {Lexicon::builtIn(Language::English), Lexicon::builtIn(Language::Chinese)};
}

}
