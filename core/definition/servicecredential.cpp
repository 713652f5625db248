#include "definition/servicecredential.h"

#include "definition/credentialname.h"
#include "definition/nearest.h"
#include "definition/servicerotation.h"
#include "model/loopback.h"

#include <QDir>
#include <QRegularExpression>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype PinBytes = 32;
constexpr int MostPins = 16;
const QString PinPrefix = u"sha256/"_s;

/// The keys that a kind has beside `kind` and `key`.
QStringList keysOf(CredentialKind kind)
{
    switch (kind) {
    case CredentialKind::None:
        return {u"user"_s,   u"header"_s,      u"query"_s,           u"token_url"_s, u"client_id"_s,
                u"scopes"_s, u"certificate"_s, u"certificate_key"_s, u"key_id"_s,    u"rotate"_s};
    case CredentialKind::Bearer: return {u"rotate"_s};
    case CredentialKind::Basic: return {u"user"_s, u"rotate"_s};
    case CredentialKind::ApiKey: return {u"header"_s, u"query"_s, u"rotate"_s};
    case CredentialKind::OAuth2:
        return {u"token_url"_s, u"client_id"_s, u"scopes"_s, u"certificate"_s, u"certificate_key"_s, u"rotate"_s};
    case CredentialKind::Mtls: // another key takes another certificate
        return {u"certificate"_s};
    case CredentialKind::Hmac: return {u"key_id"_s, u"rotate"_s};
    }
    Q_UNREACHABLE();
    return {};
}

/// A scalar `kind` of the map, or nothing, so that the map's keys can be judged by it.
CredentialKind kindIn(const YamlNode &node)
{
    const YamlEntry *entry = node.entry(u"kind"_s);
    return entry ? credentialKindFromWord(entry->value.text).value_or(CredentialKind::None) : CredentialKind::None;
}

bool isCredentialHeader(const QString &text)
{
    static const QRegularExpression token(u"\\A[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}\\z"_s);
    // What the transport itself says must not be said by a secret.
    static const QStringList taken{u"host"_s,       u"content-length"_s, u"transfer-encoding"_s,
                                   u"connection"_s, u"content-type"_s,   u"expect"_s};
    return token.match(text).hasMatch() && !taken.contains(text.toLower());
}

/// A file that people keep beside their definitions: relative, and not above the workspace.
void readFile(const MapReader &map, const QString &key, QString &out)
{
    const YamlNode *node = map.text(key, out);
    const QString clean = QDir::cleanPath(out);
    if (node && (QDir::isAbsolutePath(out) || clean == u".."_s || clean.startsWith(u"../"_s)))
        map.report().add(node->at, u"'%1' is not a file of the workspace"_s.arg(out.left(120)),
                         u"Put the PEM file into the workspace, and write its path from there"_s);
}

/// The base URL must be https for what only TLS has.
void wantTls(const MapReader &map, const QString &key, const Service &service)
{
    if (service.baseUrl.isValid() && service.baseUrl.scheme() != "https"_L1 && !service.baseUrl.isEmpty())
        map.report().add(map.keyPlace(key), u"there is no TLS with a base_url of plain http"_s, u"Write base_url: https://…"_s);
}

class CredentialReader
{
public:
    CredentialReader(const MapReader &map, const YamlNode &node, Service &service)
        : m_service(service), m_rule(service.credential),
          m_known(kindIn(node)), m_rules{u"a credential"_s, QStringList{u"kind"_s, u"key"_s} + keysOf(m_known), {}},
          m_map(map.report(), node, m_rules), m_outer(map), m_isMap(node.kind == YamlNode::Kind::Map)
    {
    }

    void read()
    {
        if (!m_isMap)
            return;
        QString kind;
        if (m_map.require(u"kind"_s, u"Write kind: bearer, basic, api_key, oauth2, mtls or hmac"_s)) {
            const YamlNode *node = m_map.text(u"kind"_s, kind);
            if (node && m_known == CredentialKind::None)
                m_map.report().add(
                    node->at, u"'%1' is no kind of credential"_s.arg(kind.left(40)),
                    suggestion(kind, {u"bearer"_s, u"basic"_s, u"api_key"_s, u"oauth2"_s, u"mtls"_s, u"hmac"_s}, u"Kinds"_s));
        }
        m_rule.kind = m_known;
        if (m_map.require(u"key"_s, u"Name the secret: it is kept in the keychain by `cairn credential set NAME`"_s))
            readCredentialName(m_map, u"key"_s, m_rule.key);
        readKind();
        const bool rotates = m_rule.kind != CredentialKind::Mtls && m_map.has(u"rotate"_s);
        if (const YamlNode *rotation = rotates ? m_map.value(u"rotate"_s) : nullptr)
            readRotation(*rotation, m_map.report(), m_rule.rotation);
        if (m_service.baseUrl.scheme() == "http"_L1 && !isLoopbackName(m_service.baseUrl.host()))
            m_map.report().warn(m_outer.keyPlace(u"credential"_s), u"the credential crosses the network unencrypted"_s,
                                u"Use https, whatever allow_insecure allows"_s);
    }

private:
    void readKind()
    {
        switch (m_rule.kind) {
        case CredentialKind::None:
        case CredentialKind::Bearer: return;
        case CredentialKind::Basic: return readUser();
        case CredentialKind::ApiKey: return readApiKey();
        case CredentialKind::OAuth2: return readOAuth2();
        case CredentialKind::Mtls:
            if (m_map.require(u"certificate"_s, u"Name a PEM file of the workspace: certificate: certificates/client.pem"_s))
                readFile(m_map, u"certificate"_s, m_rule.certificate);
            return wantTls(m_outer, u"credential"_s, m_service);
        case CredentialKind::Hmac: return readKeyId();
        }
    }

    /// What the service knows the key by; no secret.
    void readKeyId()
    {
        const YamlNode *node = m_map.text(u"key_id"_s, m_rule.keyId);
        if (node && !isName(m_rule.keyId))
            m_map.report().add(node->at, u"'%1' cannot be the id of a key"_s.arg(m_rule.keyId.left(64)),
                               u"Use letters, digits, '.', '_' and '-', at most 64, starting with a letter or digit"_s);
    }

    void readUser()
    {
        if (!m_map.require(u"user"_s, u"Write user: NAME; its password is the secret"_s))
            return;
        const YamlNode *node = m_map.text(u"user"_s, m_rule.user);
        if (node && (m_rule.user.contains(u':') || hasControl(m_rule.user)))
            m_map.report().add(node->at, u"'user' holds a colon or a control character, which Basic authentication cannot send"_s,
                               u"Write the name alone; the password is the secret"_s);
    }

    void readApiKey()
    {
        const bool inHeader = m_map.has(u"header"_s);
        if (inHeader == m_map.has(u"query"_s) && !m_map.hasUnknown())
            m_map.report().add(m_outer.keyPlace(u"credential"_s), u"'header' or 'query' says where the secret goes"_s,
                               u"Write one of the two, such as header: X-Api-Key"_s);
        QString header;
        if (const YamlNode *node = m_map.text(u"header"_s, header)) {
            m_rule.header = header.toLatin1().toLower();
            if (!isCredentialHeader(header))
                m_map.report().add(node->at, u"'%1' is not a header that a credential can go into"_s.arg(header.left(64)),
                                   u"Name one such as X-Api-Key"_s);
        }
        const YamlNode *node = m_map.text(u"query"_s, m_rule.query);
        static const QRegularExpression parameter(u"\\A[A-Za-z0-9_.~-]{1,100}\\z"_s);
        if (node && !parameter.match(m_rule.query).hasMatch())
            m_map.report().add(node->at, u"'%1' is not the name of a parameter"_s.arg(m_rule.query.left(64)),
                               u"Use letters, digits, '_', '-' and '.'"_s);
    }

    /// Shown to the authorisation server and to the service (RFC 8705): tokens may be bound to it.
    void readClientCertificate()
    {
        const bool hasFile = m_map.has(u"certificate"_s);
        if (hasFile != m_map.has(u"certificate_key"_s) && !m_map.hasUnknown())
            return m_map.report().add(m_map.keyPlace(hasFile ? u"certificate"_s : u"certificate_key"_s),
                                      u"a client certificate takes 'certificate' and 'certificate_key'"_s,
                                      u"Name the PEM file of the workspace, and the key of its private key in the keychain"_s);
        if (!hasFile)
            return;
        readFile(m_map, u"certificate"_s, m_rule.certificate);
        readCredentialName(m_map, u"certificate_key"_s, m_rule.certificateKey);
        wantTls(m_outer, u"credential"_s, m_service);
    }

    void readOAuth2()
    {
        readClientCertificate();
        if (m_map.require(u"client_id"_s, u"Write client_id: ID, as the authorisation server gave it"_s))
            m_map.text(u"client_id"_s, m_rule.clientId);
        if (const YamlNode *scopes = m_map.value(u"scopes"_s))
            readScopes(*scopes);
        QString written;
        if (!m_map.require(u"token_url"_s, u"Write token_url: https://…, where tokens are fetched"_s))
            return;
        const YamlNode *node = m_map.text(u"token_url"_s, written);
        if (!node)
            return;
        const QUrl url(written, QUrl::StrictMode);
        const bool secure = url.scheme() == "https"_L1;
        if (!url.isValid() || url.host().isEmpty() || (!secure && url.scheme() != "http"_L1) || !url.userInfo().isEmpty() ||
            url.hasFragment())
            m_map.report().add(node->at, u"token_url is not an address that tokens can be fetched from"_s,
                               u"Write it like https://login.example.net/oauth2/token"_s);
        else if (!secure && !isLoopbackName(url.host()))
            m_map.report().add(node->at, u"token_url would send the client's secret unencrypted"_s, u"Use https"_s);
        else
            m_rule.tokenUrl = url;
    }

    void readScopes(const YamlNode &node)
    {
        // RFC 6749 section 3.3
        static const QRegularExpression scope(u"\\A[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,200}\\z"_s);
        if (node.kind != YamlNode::Kind::List)
            return m_map.report().add(node.at, u"'scopes' must be a list"_s, u"Write scopes: [read, write]"_s);
        for (const YamlNode &item : node.items) {
            if (item.kind != YamlNode::Kind::Scalar || !scope.match(item.text).hasMatch())
                m_map.report().add(item.at, u"this is no scope"_s, u"A scope has no spaces and no quotes"_s);
            else
                m_rule.scopes.append(item.text);
        }
    }

    Service &m_service;
    CredentialRule &m_rule;
    const CredentialKind m_known;
    const KeyRules m_rules;
    const MapReader m_map;
    const MapReader &m_outer;
    const bool m_isMap;
};

void readPins(const MapReader &map, const YamlNode &node, TlsRule &tls)
{
    if (node.kind != YamlNode::Kind::List || node.items.empty() || node.items.size() > size_t(MostPins))
        return map.report().add(node.at, u"'pin' must be a list of one to %1"_s.arg(MostPins), u"Write pin: [sha256/BASE64]"_s);
    for (const YamlNode &item : node.items) {
        const auto bytes =
            QByteArray::fromBase64Encoding(item.text.mid(PinPrefix.size()).toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        if (item.kind != YamlNode::Kind::Scalar || !item.text.startsWith(PinPrefix) || !bytes || bytes.decoded.size() != PinBytes)
            map.report().add(item.at, u"'%1' pins no public key"_s.arg(item.text.left(80)),
                             u"Write sha256/ and 44 characters of Base64; the guide says how to get them"_s);
        else
            tls.pins.append(bytes.decoded);
    }
}

void readTls(const MapReader &map, const YamlNode &node, Service &service)
{
    static const KeyRules rules{u"tls"_s, {u"ca"_s, u"pin"_s}, {}};
    const MapReader inner(map.report(), node, rules);
    readFile(inner, u"ca"_s, service.tls.ca);
    if (const YamlNode *pins = inner.value(u"pin"_s))
        readPins(inner, *pins, service.tls);
    wantTls(map, u"tls"_s, service);
}

} // namespace

bool isExposed(const Service &service)
{
    return service.baseUrl.scheme() == "http"_L1 && !isLoopbackName(service.baseUrl.host());
}

void readCredential(const MapReader &map, Service &service)
{
    if (const YamlNode *credential = map.value(u"credential"_s))
        CredentialReader(map, *credential, service).read();
    if (const YamlNode *tls = map.value(u"tls"_s))
        readTls(map, *tls, service);
}

void addCredentialFields(const Service &service, QJsonObject &object)
{
    const CredentialRule &rule = service.credential;
    if (rule.kind != CredentialKind::None) {
        QJsonObject json{{u"kind"_s, word(rule.kind)}, {u"key"_s, rule.key}};
        const auto add = [&json](const QString &key, const QString &value) {
            if (!value.isEmpty())
                json.insert(key, value);
        };
        add(u"user"_s, rule.user);
        add(u"header"_s, QString::fromLatin1(rule.header));
        add(u"query"_s, rule.query);
        add(u"token_url"_s, rule.tokenUrl.toString(QUrl::FullyEncoded));
        add(u"client_id"_s, rule.clientId);
        add(u"certificate"_s, rule.certificate);
        add(u"certificate_key"_s, rule.certificateKey);
        add(u"key_id"_s, rule.keyId);
        if (rule.rotation.isDeclared())
            json.insert(u"rotate"_s, rotationJson(rule.rotation));
        if (!rule.scopes.isEmpty())
            json.insert(u"scopes"_s, QJsonArray::fromStringList(rule.scopes));
        object.insert(u"credential"_s, json);
    }
    if (service.tls != TlsRule()) {
        QJsonObject json;
        if (!service.tls.ca.isEmpty())
            json.insert(u"ca"_s, service.tls.ca);
        QJsonArray pins;
        for (const QByteArray &pin : service.tls.pins)
            pins.append(PinPrefix + QString::fromLatin1(pin.toBase64()));
        if (!pins.isEmpty())
            json.insert(u"pin"_s, pins);
        object.insert(u"tls"_s, json);
    }
}

void readCredentialFields(JsonReader &json, Service &service)
{
    json.object(u"credential"_s, [&](JsonReader &inner) {
        CredentialRule &rule = service.credential;
        QString kind, header, tokenUrl;
        inner.text(u"kind"_s, kind);
        const auto known = credentialKindFromWord(kind);
        if (!known)
            inner.damaged(u"kind"_s, u"a kind of credential"_s);
        rule.kind = known.value_or(CredentialKind::None);
        inner.text(u"key"_s, rule.key);
        inner.text(u"user"_s, rule.user);
        inner.text(u"header"_s, header);
        rule.header = header.toLatin1();
        inner.text(u"query"_s, rule.query);
        inner.text(u"token_url"_s, tokenUrl);
        rule.tokenUrl = QUrl(tokenUrl, QUrl::StrictMode);
        inner.text(u"client_id"_s, rule.clientId);
        inner.text(u"certificate"_s, rule.certificate);
        inner.text(u"certificate_key"_s, rule.certificateKey);
        inner.text(u"key_id"_s, rule.keyId);
        inner.object(u"rotate"_s, [&](JsonReader &rotation) { readRotationFields(rotation, rule.rotation); });
        inner.list(u"scopes"_s, [&](const QJsonValue &value) { rule.scopes.append(value.toString()); });
    });
    json.object(u"tls"_s, [&](JsonReader &inner) {
        inner.text(u"ca"_s, service.tls.ca);
        inner.list(u"pin"_s, [&](const QJsonValue &value) {
            service.tls.pins.append(QByteArray::fromBase64(value.toString().mid(PinPrefix.size()).toLatin1()));
        });
    });
}

} // namespace cairn
