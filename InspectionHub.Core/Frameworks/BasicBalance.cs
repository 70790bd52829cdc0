namespace InspectionHub.Core.Frameworks;

/// <summary>The 2012 standard of basic balance as its own mode (教督〔2012〕3号; standards.md A4): the plain mean of eight coefficients within one limit for each stage.</summary>
/// <param name="Basis">The document.</param>
/// <param name="Primary">Limit for 小学 (0.65).</param>
/// <param name="Junior">Limit for 初中 (0.55).</param>
/// <param name="Kinds">Kinds of site that take part.</param>
/// <param name="Indicators">The eight.</param>
public sealed record BasicBalance(string Basis, decimal Primary, decimal Junior, IReadOnlyList<Measurements.SchoolKind> Kinds, IReadOnlyList<BasicIndicator> Indicators);

/// <summary>One of the eight: a resource per pupil.</summary>
/// <param name="Code">B1 … B8.</param>
/// <param name="Name">Name in Chinese.</param>
/// <param name="PrimaryTerms">What is added up for 小学.</param>
/// <param name="JuniorTerms">What is added up for 初中.</param>
/// <param name="IsSplit">Whether it is split between the stages of a site (five of the eight).</param>
public sealed record BasicIndicator(string Code, string Name, IReadOnlyList<Term> PrimaryTerms, IReadOnlyList<Term> JuniorTerms, bool IsSplit);
