using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace InspectionHub.Tests.Web.Pages;

/// <summary>What a person does on a page that may draw itself anew at any moment: found and done in one turn of the page's own thread.</summary>
internal static class PageActs
{
    public static void Act<T>(this IRenderedComponent<T> page, string selector, Action<IElement> act, int index = 0) where T : IComponent =>
        page.InvokeAsync(() => act(page.FindAll(selector)[index])).GetAwaiter().GetResult();

    /// <summary>A double tap: the second press comes while the first waits for its answer.</summary>
    public static void Twice<T>(this IRenderedComponent<T> page, string selector) where T : IComponent =>
        page.InvokeAsync(() =>
        {
            page.FindAll(selector)[0].Click();
            page.FindAll(selector)[0].Click();
        }).GetAwaiter().GetResult();
}
