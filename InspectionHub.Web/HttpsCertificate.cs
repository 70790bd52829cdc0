using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace InspectionHub.Web;

/// <summary>The certificate of --https-cert: a .pfx (password in HUB_CERT_PASSWORD), or a .pem holding certificate and key. The phone page needs it.</summary>
public static class HttpsCertificate
{
    public static X509Certificate2 Load(string file, DateTimeOffset now)
    {
        if (!File.Exists(file)) throw new Refusal(404, $"没有这个证书文件：{file}");
        try
        {
            var certificate = Path.GetExtension(file).ToLowerInvariant() is ".pfx" or ".p12"
                ? X509CertificateLoader.LoadPkcs12FromFile(file, Environment.GetEnvironmentVariable("HUB_CERT_PASSWORD"))
                : X509Certificate2.CreateFromPemFile(file);
            if (!certificate.HasPrivateKey) throw new Refusal(422, $"{file} 中没有私钥。.pem 文件须同时含证书和私钥。");
            return now <= certificate.NotAfter ? certificate : throw new Refusal(422, $"证书已于 {certificate.NotAfter:yyyy-MM-dd} 过期，请换新的证书。");
        }
        catch (CryptographicException)
        {
            throw new Refusal(422, $"读不出证书 {file}。.pfx 的密码请放在环境变量 HUB_CERT_PASSWORD 中；.pem 须同时含证书和私钥。");
        }
    }
}
