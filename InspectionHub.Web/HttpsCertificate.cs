using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace InspectionHub.Web;

/// <summary>The certificate of <c>--https-cert FILE</c>: a .pfx/.p12 (password in INSPECTIONHUB_CERT_PASSWORD if it has one), or a PEM file that
/// holds certificate and private key. Phones need it: without HTTPS a browser keeps nothing for offline use.</summary>
public static class HttpsCertificate
{
    /// <exception cref="Refusal">The file is missing, holds no key, or needs another password.</exception>
    public static X509Certificate2 Read(string file)
    {
        if (!File.Exists(file)) throw new Refusal(422, $"找不到证书文件 {file}，请检查 --https-cert 后面的路径。");
        try
        {
            var certificate = Path.GetExtension(file).ToLowerInvariant() is ".pfx" or ".p12"
                ? X509CertificateLoader.LoadPkcs12FromFile(file, Environment.GetEnvironmentVariable("INSPECTIONHUB_CERT_PASSWORD"))
                : X509Certificate2.CreateFromPemFile(file);
            return certificate.HasPrivateKey ? certificate : throw new Refusal(422, $"证书文件 {file} 中没有私钥，请使用含私钥的 PFX，或把证书和私钥放在同一个 PEM 文件里。");
        }
        catch (CryptographicException reason)
        {
            throw new Refusal(422, $"证书文件 {file} 读不了：{reason.Message}。请使用含私钥的 PFX（密码放在环境变量 INSPECTIONHUB_CERT_PASSWORD 里），或含证书和私钥的 PEM。");
        }
    }
}
